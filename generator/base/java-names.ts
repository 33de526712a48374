import { camelCase, cut, DEVICE_NAMES, hashSuffix, pascalCase } from './names.ts'

/** Keywords and literals of Java 17 to 25, those of some places only included. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for goto if
  implements import instanceof int interface long native new null package private protected public return short static strictfp super switch
  synchronized this throw throws transient true try void volatile while _ var record sealed permits yield when`.split(/\s+/),
)

/** Methods that every object has, and those that generated types have. */
const METHODS: ReadonlySet<string> = new Set(
  'builder clone equals finalize getClass hashCode json notify notifyAll read reply toString wait'.split(' '),
)

/** Types that generated code names without their package. */
const TYPES: ReadonlySet<string> = new Set(
  `Around AroundFunction AroundFunctions Authorizer Aws AuthorizerQuestion BigInteger Boolean Builder BusEvent CognitoClaims Context Decision Defaults DirectCall Double ErrorBody Errors Events Exception Failure Field
  FunctionContext FunctionalInterface Given Granted Handling Integer Invoke InvokePort JsonValue JwtClaims KinesisRecord List Long Map Members Object Objects OperationSpec Override Read
  Reading Record Reply Request Response S3Change Served Set SnsMessage SqsMessage String Unfit UnsupportedOperationException Validators`.split(
    /\s+/,
  ),
)

/** A name in a class file has at most 65,535 bytes, and that of a file 255; long before that nobody reads it. */
export const JAVA_LONGEST = 150

/** The folder of generated classes, and their package. */
export const JAVA_GENERATED = 'generated/handlers/java'

/** A name made of ASCII letters, digits and `_` as a type: what generated code calls by the same name gets a trailing `_`. */
export function javaType(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9_]/g, '_')
  const started = /^[A-Za-z_]/.test(safe) ? safe : `_${safe}`
  return TYPES.has(started) || KEYWORDS.has(started) || DEVICE_NAMES.has(started.toLowerCase()) ? `${started}_` : started
}

/** Any name as that of a field of a record, camelCase. It begins with a small letter: a field that was called like a type would hide it. */
export function javaField(name: string): string {
  const plain = cut(camelCase(name) || `member${hashSuffix(name)}`, JAVA_LONGEST, '')
  const started = /^[a-z]/.test(plain) ? plain : `member${plain}`
  return KEYWORDS.has(started) || METHODS.has(started) ? `${started}_` : started
}

/** The class of an operation or an authorizer: PascalCase of an id that is unique as letters and digits without case. */
export function javaClass(id: string): string {
  return javaType(id.slice(0, 1).toUpperCase() + id.slice(1))
}

/** The class that Lambda calls for a function. */
export function javaFunction(id: string): string {
  return javaType(pascalCase(id) || `Function${hashSuffix(id)}`)
}
