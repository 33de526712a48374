/** Builds what child processes, workers and emitters need, once, before any test runs. */
export default async function setup(): Promise<void> {
  const build: { build(options: { types: boolean }): Promise<void> } = await import(new URL('build.mjs', import.meta.url).href)
  await build.build({ types: false })
}
