import type { Budget } from '../budget.ts'
import { TemplateFailure } from '../failure.ts'
import { hashCode } from './hash-code.ts'
import { toNumber } from './number.ts'
import { printValue } from './print.ts'
import { isDouble, isInteger, type Value } from './value.ts'

/** `String.format`: the conversions s, d, f, e, x, o, h, c, b, n and %, with width, precision and all flags but `#`. */
export function formatText(pattern: string, args: readonly Value[], budget: Budget): string {
  let next = 0
  return pattern.replace(
    /%(?:(\d+)\$)?([-#+ 0,(]*)(\d{1,4})?(?:\.(\d{1,3}))?([a-zA-Z%])/g,
    (_, index?: string, flags = '', width?: string, precision?: string, conversion = '') => {
      if (conversion === 'n') return '\n'
      if (conversion === '%') return '%'
      const position = index === undefined ? next++ : Number(index) - 1
      if (position >= args.length)
        throw new TemplateFailure('evaluation', `java.util.MissingFormatArgumentException: Format specifier '%${conversion}'`)
      const text = convert(
        conversion,
        args[position] ?? null,
        String(flags),
        precision === undefined ? undefined : Number(precision),
        budget,
      )
      const length = width === undefined ? 0 : Number(width)
      budget.text(Math.max(length, text.length))
      if (String(flags).includes('-')) return text.padEnd(length)
      if (String(flags).includes('0') && /^[-+ ]?\d/.test(text)) {
        const sign = /^[-+ ]/.exec(text)?.[0] ?? ''
        return sign + text.slice(sign.length).padStart(length - sign.length, '0')
      }
      return text.padStart(length)
    },
  )
}

function convert(conversion: string, value: Value, flags: string, precision: number | undefined, budget: Budget): string {
  switch (conversion) {
    case 's':
    case 'S': {
      const text = value === null ? 'null' : (printValue(value, budget) ?? 'null')
      const cut = precision === undefined ? text : text.slice(0, precision)
      return conversion === 'S' ? cut.toUpperCase() : cut
    }
    case 'b':
    case 'B': {
      const text = value === null ? 'false' : typeof value === 'boolean' ? String(value) : 'true'
      return conversion === 'B' ? text.toUpperCase() : text
    }
    case 'h':
      return value === null ? 'null' : (hashCode(value, budget) >>> 0).toString(16)
    case 'd':
      if (value === null) return 'null'
      if (!isInteger(value)) return mismatch(conversion)
      return signed(flags.includes(',') ? group(String(value)) : String(value), flags)
    case 'o':
    case 'x':
    case 'X': {
      if (!isInteger(value)) return mismatch(conversion)
      const text = (
        value < 0 ? BigInt.asUintN(typeof value === 'number' && value >= -2147483648 ? 32 : 64, BigInt(value)) : BigInt(value)
      ).toString(conversion === 'o' ? 8 : 16)
      return conversion === 'X' ? text.toUpperCase() : text
    }
    case 'f': {
      if (!isDouble(value)) return mismatch(conversion)
      const text = toNumber(value).toFixed(Math.min(precision ?? 6, 100))
      return signed(flags.includes(',') ? group(text) : text, flags)
    }
    case 'e':
    case 'E': {
      if (!isDouble(value)) return mismatch(conversion)
      const text = signed(
        toNumber(value)
          .toExponential(Math.min(precision ?? 6, 100))
          .replace(/e([+-])(\d)$/, 'e$10$2'),
        flags,
      )
      return conversion === 'E' ? text.toUpperCase() : text
    }
    case 'c':
      return typeof value === 'object' && value?.kind === 'char'
        ? value.value
        : isInteger(value)
          ? String.fromCodePoint(Math.max(0, Math.min(Number(value), 0x10ffff)))
          : mismatch(conversion)
    default:
      throw new TemplateFailure('evaluation', `java.util.UnknownFormatConversionException: Conversion = '${conversion}'`)
  }
}

function mismatch(conversion: string): never {
  throw new TemplateFailure('evaluation', `java.util.IllegalFormatConversionException: %${conversion} does not take this value`)
}

function signed(text: string, flags: string): string {
  if (text.startsWith('-')) return flags.includes('(') ? `(${text.slice(1)})` : text
  return flags.includes('+') ? `+${text}` : flags.includes(' ') ? ` ${text}` : text
}

function group(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const sign = whole.startsWith('-') ? '-' : ''
  const digits = whole.slice(sign.length)
  const first = digits.length % 3 || 3
  const grouped = sign + [digits.slice(0, first), ...(digits.slice(first).match(/\d{3}/g) ?? [])].join(',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
