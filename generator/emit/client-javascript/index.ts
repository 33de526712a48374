import { printJson } from '../../base/json.ts'
import { onceFor } from '../../base/once.ts'
import type { Emitter } from '../../model/emitter.ts'
import { reportLosses } from '../languages/client/describe.ts'
import { clientFiles } from '../languages/client/files.ts'
import { runtimeSources } from '../runtime-sources.ts'

const FOLDER = 'generated/clients/javascript'

/** The client as JavaScript modules with declarations beside them: usable without a build, in browsers too. */
export const clientJavascript: Emitter = {
  name: 'client-javascript',
  *emit({ model, once = onceFor(model) }, report) {
    reportLosses(model, report)
    for (const flavor of ['javascript', 'declarations'] as const) {
      for (const file of clientFiles(model, once, flavor)) yield { ...file, path: `${FOLDER}/${file.path}` }
    }
    for (const { path, text } of runtimeSources('javascript')) yield { path: `${FOLDER}/runtime/${path}`, text, owner: 'apigen' }
    // Says that the files are modules, whatever package they lie in, and that none does anything when it is loaded.
    yield {
      path: `${FOLDER}/package.json`,
      text: printJson({
        name: `${model.name}-client`,
        private: true,
        type: 'module',
        sideEffects: false,
        exports: { '.': { types: './index.d.ts', default: './index.js' }, './*': './*' },
      }),
      owner: 'apigen',
    }
  },
}
