import { defineConfig, type ViteUserConfig } from 'vitest/config'

/** The long proofs: `npm run prove -- NAME` runs test/prove/NAME.test.ts. */
const config: ViteUserConfig = defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/prove/**/*.test.ts'],
    globalSetup: [new URL('global-setup.ts', import.meta.url).pathname],
    testTimeout: 3_600_000,
    pool: 'forks',
    maxWorkers: 2,
  },
})

export default config
