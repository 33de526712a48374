import { ApigenFailure } from '../../base/diagnostic.ts'
import { isObject, type Json, type JsonObject } from '../../base/json.ts'
import { outlineJson } from '../../load/json.ts'
import { readSpec } from '../../pipeline.ts'
import { findOperation } from '../../render/find-operation.ts'
import { type RenderInput, renderOperation } from '../../render/render-operation.ts'
import { renderScope } from '../../render/render-scope.ts'
import { type Rendering, renderText } from '../../render/render-text.ts'
import { isMessage, type Message, nearMessage, readMessage } from '../../render/request.ts'
import type { Given, Run } from '../command.ts'
import { type Context, sayDiagnostics, text } from '../context.ts'
import { type InputFiles, openInputFiles } from '../input-files.ts'
import { type Findings, openSpec, specOf } from '../read.ts'
import { visible, visibleLines } from '../report/escape.ts'
import { printTrace } from '../report/trace.ts'
import { renderCases } from './render-cases.ts'

/** Renders a mapping template, or the one that API Gateway would choose for a request to an operation. 1 when it fails. */
export const render: Run = async (context, given) => {
  const [subject] = given.args
  const inputs = openInputFiles(context)
  const cases = text(given.flags.cases)
  if (cases !== undefined) return renderCases(context, inputs, cases, await templateOfCases(inputs, subject))
  if (subject === undefined)
    throw new ApigenFailure('usage', '`apigen render` needs a template or an operation.', {
      help: "A .vtl file, `-` for standard input, an operation id, or 'GET /path'. With --cases the table brings its own.",
    })
  const template = isTemplate(inputs, subject) ? await inputs.read(subject, 'template') : undefined
  const input = await readInput(context, given, inputs)
  if (template !== undefined) {
    const file = subject === '-' ? 'stdin' : subject
    return report(context, given, renderText({ text: template, file, name: `\`${file}\`` }, renderScope(input), input.trace))
  }
  const { entry, options, findings } = await openSpec(context, specOf(context, given.args[1]), given)
  const spec = await readSpec(entry, options, findings.report)
  if (!spec) {
    sayDiagnostics(context, text(given.flags.format) === 'json' ? 'json' : 'pretty', findings.all(), findings.texts)
    return 2
  }
  const found = await findOperation(spec, subject)
  return report(context, given, await renderOperation(spec, found, input, context.settings.bind), findings)
}

/** An existing file is a template, whatever its name. */
function isTemplate(inputs: InputFiles, subject: string): boolean {
  return subject === '-' || subject.endsWith('.vtl') || inputs.has(subject)
}

async function templateOfCases(inputs: InputFiles, subject: string | undefined): Promise<string | undefined> {
  if (subject === undefined) return undefined
  if (isTemplate(inputs, subject)) return inputs.read(subject, 'template')
  throw new ApigenFailure('usage', `The cases of --cases are run on a template, and \`${subject}\` is no file.`, {
    help: '`apigen generate` writes those of every operation to generated/gateway/templates.',
  })
}

async function readInput(context: Context, given: Given, inputs: InputFiles): Promise<RenderInput> {
  const stage = 'dev'
  const { stageVariables, ...members } = await contextFile(inputs, text(given.flags.context))
  return {
    request: await messageFile(context, inputs, text(given.flags.request), 'request'),
    response: await messageFile(context, inputs, text(given.flags.response), 'response'),
    context: members,
    stage,
    stageVariables: { alias: stage, ...context.settings.stages[stage]?.variables, ...variablesOf(stageVariables) },
    trace: given.flags.trace === true,
  }
}

async function contextFile(inputs: InputFiles, path: string | undefined): Promise<JsonObject> {
  if (path === undefined) return {}
  const value = parse(await inputs.read(path, 'context file'))
  if (isObject(value)) return value
  throw new ApigenFailure('usage', `The context file \`${path}\` holds no JSON object.`, {
    help: 'It holds what `$context` gives, {"identity": {"sourceIp": "192.0.2.1"}}, and under "stageVariables" the variables of the stage.',
  })
}

function variablesOf(value: Json | undefined): Readonly<Record<string, string>> {
  if (value === undefined) return {}
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, String(one)]))
  throw new ApigenFailure('usage', '`stageVariables` of the context file is no object of names and values.')
}

/** A request or a response; what is neither is a body, byte for byte. */
async function messageFile(
  context: Context,
  inputs: InputFiles,
  path: string | undefined,
  side: 'request' | 'response',
): Promise<Message | undefined> {
  if (path === undefined) return undefined
  const written = await inputs.read(path, `${side} file`)
  const value = parse(written)
  const near = nearMessage(value, side)
  if (near)
    context.say(visible(`${path} is taken as a body, because \`${near.written}\` is no part of a ${side}. Did you mean \`${near.meant}\`?`))
  if (!isMessage(value, side)) return readMessage(value, side, written)
  // As it is written: `1.0` is no `1`.
  const place = typeof value.body === 'string' ? undefined : outlineJson(written).child('body')
  return readMessage(value, side, place && written.slice(place.start, place.end))
}

function parse(written: string): Json | undefined {
  try {
    return JSON.parse(written) as Json
  } catch {
    return undefined
  }
}

function report(context: Context, given: Given, rendering: Rendering, findings?: Findings): number {
  const json = given.flags.format === 'json'
  if (rendering.kind === 'refused') {
    if (json) context.printJson({ output: null, refused: rendering.message })
    context.say(`API Gateway would not get as far as a template: ${visible(rendering.message)}`)
    return 1
  }
  if (rendering.kind === 'failed') {
    const texts = { files: { ...findings?.texts.files, ...rendering.texts.files } }
    sayDiagnostics(context, json ? 'json' : 'pretty', [rendering.diagnostic], texts, json ? { output: null } : {})
    return 1
  }
  const { output, overrides, template, trace } = rendering
  if (json) {
    context.printJson({
      output,
      json: parse(output) ?? null,
      overrides,
      template: template === undefined ? null : { name: template.name, file: template.file },
      ...(trace && { trace: trace as unknown as Json }),
    })
    return 0
  }
  if (template === undefined) context.say('No template applies: the body goes on as it is.')
  if (trace) context.print(printTrace(trace, context.paintOut))
  else context.print(`${context.host.stdout.isTTY ? visibleLines(output) : output}${output.endsWith('\n') ? '' : '\n'}`)
  for (const line of overrideLines('$context', overrides)) context.say(visible(line))
  return 0
}

function overrideLines(name: string, value: Json): string[] {
  if (!isObject(value)) return [`${name} = ${JSON.stringify(value)}`]
  return Object.entries(value).flatMap(([member, one]) => overrideLines(`${name}.${member}`, one))
}
