import { programFile } from '../program-file.ts'
import type { PrepareLaunch } from './launch.ts'
import { findProgram } from './program.ts'

/** `python3.13`, else whatever Python 3 there is. */
export const preparePython: PrepareLaunch = async ({ source: { runtime }, folder, shown, note }) => {
  const found = await findProgram([runtime, 'python3', 'python'], '--version')
  if (found === undefined || !found.version.startsWith('3.'))
    throw new Error(
      `This machine has no Python 3, which functions on ${runtime} need: install it (python.org, apt install python3, brew install python)`,
    )
  if (!`python${found.version}.`.startsWith(`${runtime}.`))
    note(`Functions on ${runtime} run on Python ${found.version}, which is what this machine has.`)
  return {
    program: found.program,
    args: ['-u', programFile('bootstrap/bootstrap.py'), ...(shown === undefined ? [] : [shown])],
    // The source tree is the user's: nothing compiled goes there.
    environment: { PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8' },
    folder,
  }
}
