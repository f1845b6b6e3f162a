import { Button, createTheme, type MantineColorsTuple } from '@mantine/core';
import button from '../base/button.module.css';

const ramp = (name: string): MantineColorsTuple => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((shade) => `var(--${name}-${shade})`) as unknown as MantineColorsTuple;

/** Mantine in our tokens. */
export const theme = createTheme({
  colors: { bleu: ramp('bleu'), gris: ramp('gris'), rouge: ramp('rouge'), ocre: ramp('ocre'), vert: ramp('vert') },
  primaryColor: 'bleu',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: 'var(--police)',
  defaultRadius: 'md',
  respectReducedMotion: true,
  breakpoints: { xs: '30em', sm: '40em', md: '68.75em', lg: '80em', xl: '90em' },
  components: {
    Button: Button.extend({ defaultProps: { variant: 'default' }, classNames: { root: button.root!, inner: button.inner!, label: button.label! } }),
  },
});
