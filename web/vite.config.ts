import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/** Writes the service worker with the list of the shell's files, named by their content: no library for forty lines. */
function shellWorker(): Plugin {
  return {
    name: 'carnet-shell-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      const files = ['./', ...Object.keys(bundle).filter((name) => !name.endsWith('.html') && !name.endsWith('.map')).sort(), 'icon.svg', 'manifest.webmanifest'];
      const sum = createHash('sha256');
      for (const output of Object.values(bundle)) sum.update(output.fileName);
      const page = bundle['index.html'];
      if (page?.type === 'asset') sum.update(page.source);
      const source = readFileSync(new URL('src/app/worker.js', import.meta.url), 'utf8')
        .replace('__VERSION__', sum.digest('hex').slice(0, 16))
        .replace('[/* shell */]', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'worker.js', source });
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), shellWorker()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
