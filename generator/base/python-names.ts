import { DEVICE_NAMES, snakeCase } from './names.ts'

/** Keywords of Python 3.11 to 3.14, and the names that generated code relies on. */
export const PYTHON_RESERVED: ReadonlySet<string> = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda
  nonlocal not or pass raise return try while with yield
  bool bytes dict float int isinstance len list object range set str typing`.split(/\s+/),
)

/** Modules that stand beside those of operations. */
const MODULES: ReadonlySet<string> = new Set([
  'around_functions',
  'aws',
  'errors',
  'functions',
  'invoke',
  'runtime',
  'types',
  'validation',
  'validators',
])

/** A name made of ASCII letters, digits and `_` as an identifier of Python: reserved words get a trailing `_`. */
export function pythonIdentifier(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_]/g, '_')
  const started = /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`
  return PYTHON_RESERVED.has(started) ? `${started}_` : started
}

/** The module of an operation, an authorizer or a function: snake_case of a name that is unique as letters and digits without case. */
export function pythonModule(name: string): string {
  const module = pythonIdentifier(snakeCase(name))
  return MODULES.has(module) || DEVICE_NAMES.has(module) ? `${module}_` : module
}
