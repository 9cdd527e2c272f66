import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import type { ProxyOptions } from 'vite';

/**
 * The key stays on the server: whoever has it can do everything that its role may, so that it must not be in a bundle. In
 * production, what serves the app does the same, and asks first who is there.
 */
const proxy: Record<string, ProxyOptions> = {
  '/twenty': {
    target: process.env['TWENTY_API_URL'] ?? 'http://127.0.0.1:4321',
    changeOrigin: true,
    rewrite: (path) => path.replace(/^\/twenty/, ''),
    headers: { authorization: `Bearer ${process.env['TWENTY_API_KEY'] ?? 'simulated-key'}` },
  },
};

export default defineConfig({
  plugins: [react()],
  server: { proxy },
  preview: { proxy },
});
