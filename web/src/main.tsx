import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import './app/tokens.css';
import './app/mantine.css';
import './app/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openDemoLink } from './api/demo';
import { askOtherTabs } from './api/door';
import { look, reach } from './api/replicas';
import { watchTouch } from './api/touch';
import { onKey } from './app/keys';
import { queries } from './app/queries';
import { router } from './app/router';
import { theme } from './app/theme';

document.addEventListener('keydown', onKey);
watchTouch();
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('./worker.js');

await look();
await openDemoLink(reach.get().status?.demo ?? false);
await askOtherTabs();

const place = document.getElementById('app');
if (place)
  createRoot(place).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
