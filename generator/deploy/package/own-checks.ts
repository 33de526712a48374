import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { Plugin } from './esbuild.ts'

const CHECKS = /[\\/]generated[\\/]checks[\\/][^\\/]+\.ts$/

/**
 * Gives every operation checks of its own where a file that several share is not worth opening: a check holds no state, so that a copy is as
 * good. `shared`: the modules that are loaded with the function.
 */
export function ownChecks(shared: readonly string[], root: string): Plugin {
  const known = new Set(shared.map((path) => resolve(root, path)))
  return {
    name: 'apigen-checks',
    setup(build) {
      build.onLoad({ filter: CHECKS, namespace: 'file' }, ({ path, suffix }) => ({
        contents: readFileSync(path, 'utf8'),
        loader: 'ts',
        pluginData: { owner: suffix === '' ? `?${basename(path)}` : suffix },
      }))
      build.onResolve({ filter: /^\.\/[^/]+\.js$/ }, ({ path, importer, pluginData }) => {
        if (!isOwned(pluginData)) return undefined
        const file = join(dirname(importer), path.replace(/\.js$/, '.ts'))
        return known.has(file) ? undefined : { path: file, suffix: pluginData.owner }
      })
    },
  }
}

function isOwned(data: unknown): data is { readonly owner: string } {
  return typeof data === 'object' && data !== null && 'owner' in data
}
