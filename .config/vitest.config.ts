import { defineConfig, type ViteUserConfig } from 'vitest/config'

const report = process.env.APIGEN_TEST_REPORT

const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
    exclude: ['test/prove/**', 'test/golden/*/expected/**', '**/node_modules/**'],
    globalSetup: [new URL('global-setup.ts', import.meta.url).pathname],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'threads',
    // One more than vitest's own choice on two cores, where it leaves one to itself.
    maxWorkers: '100%',
    isolate: false,
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report && { outputFile: { json: report } }),
  },
})

export default config
