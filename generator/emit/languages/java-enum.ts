import { JAVA_LONGEST } from '../../base/java-names.ts'
import { allocateNames, cut, hashSuffix, words } from '../../base/names.ts'
import type { Schema } from '../../model/schema.ts'
import { type Code, type CodeFile, joinCode, symbol, trusted } from '../code.ts'
import { javadoc, RUNTIME, textLiteral } from './java.ts'
import { block } from './java-fields.ts'

/** Prints an `enum` of the texts of an enumeration. */
export function printEnum(file: CodeFile, schema: Extract<Schema, { kind: 'enum' }>, name: Code, doc: string, modifier: Code): Code {
  const c = file.code.bind(file)
  const values = schema.values.filter((value): value is string => typeof value === 'string')
  const constants = allocateNames(values.map((value) => ({ key: value, wish: constantName(value) })))
  const listed = values.map((value) => c`${trusted(constants.get(value) ?? '')}(${textLiteral(value)})`)
  const said = javadoc(doc)
  const code = block(c`${modifier}enum ${name} implements ${symbol('JsonValue', RUNTIME)} {`, [
    c`${joinCode(listed, ',\n')};`,
    trusted(''),
    c`private final String value;`,
    trusted(''),
    block(c`${name}(String value) {`, [c`this.value = value;`]),
    trusted(''),
    c`/** Reads the constant of a text. Throws {@code Unfit} for another one. */`,
    block(c`public static ${name} read(Object value, ${symbol('Reading', RUNTIME)} in) {`, [
      c`for (${name} one : values()) if (one.value.equals(value)) return one;`,
      c`throw new ${symbol('Unfit', RUNTIME)}("must be one of " + values().length + " values");`,
    ]),
    trusted(''),
    c`/** The text that JSON has. */`,
    c`@Override`,
    block(c`public String json() {`, [c`return value;`]),
  ])
  return joinCode([...(said === '' ? [] : [said]), code], '\n')
}

/** `AT_HOME`; any text has some name. */
function constantName(value: string): string {
  const name = cut(words(value).join('_').toUpperCase(), JAVA_LONGEST, '_')
  if (name === '') return value === '' ? 'EMPTY' : `VALUE_${hashSuffix(value).toUpperCase()}`
  return /^\d/.test(name) ? `VALUE_${name}` : name
}
