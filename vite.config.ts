import vue from '@vitejs/plugin-vue';
import icons from 'unplugin-icons/vite';
import { defineConfig } from 'vitest/config';

const home = import.meta.dirname;
// Database suites each open stores and browsers of their own: on a small machine, one file at a time is fastest.
const heavy = { fileParallelism: false, testTimeout: 60_000, hookTimeout: 180_000 };

export default defineConfig({
  root: `${home}/web`,
  cacheDir: `${home}/node_modules/.vite`,
  plugins: [vue(), icons({ compiler: 'vue3', collectionsNodeResolvePath: home })],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022' },
  worker: { format: 'es' },
  test: {
    projects: [
      { test: { name: 'geodata', root: home, include: ['test/geodata/**/*.test.ts', 'test/web/**/*.test.ts', 'test/scripts/architecture.test.ts'], testTimeout: 30_000, sequence: { groupOrder: 0 } } },
      { test: { name: 'server', root: home, include: ['test/server/**/*.test.ts'], globalSetup: './test/server/setup.ts', sequence: { groupOrder: 1 }, ...heavy } },
      { test: { name: 'commands', root: home, include: ['test/scripts/**/*.test.ts'], exclude: ['test/scripts/architecture.test.ts'], sequence: { groupOrder: 2 }, ...heavy, testTimeout: 180_000 } },
      { test: { name: 'browser', root: home, include: ['test/browser/**/*.test.ts'], globalSetup: './test/browser/setup.ts', sequence: { groupOrder: 3 }, ...heavy, testTimeout: 120_000 } },
    ],
  },
});
