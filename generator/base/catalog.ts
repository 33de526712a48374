import { type ConfigCode, config } from './catalog/config.ts'
import { type ContractCode, contract } from './catalog/contract.ts'
import { type DeriveCode, derive } from './catalog/derive.ts'
import { type EmitCode, emit } from './catalog/emit.ts'
import type { CatalogEntry } from './catalog/entry.ts'
import { type GatewayCode, gateway } from './catalog/gateway.ts'
import { type JudgeCode, judge } from './catalog/judge.ts'
import { type LambdaCode, lambda } from './catalog/lambda.ts'
import { type LoadCode, load } from './catalog/load.ts'
import { type NormalizeCode, normalize } from './catalog/normalize.ts'
import { type RenderCode, render } from './catalog/render.ts'
import { type SecurityCode, security } from './catalog/security.ts'
import { type TemplatesCode, templates } from './catalog/templates.ts'

/** The name of a diagnostic: its room or rule group, and the rule. */
export type DiagnosticCode =
  | ConfigCode
  | ContractCode
  | DeriveCode
  | EmitCode
  | GatewayCode
  | JudgeCode
  | LambdaCode
  | LoadCode
  | NormalizeCode
  | RenderCode
  | SecurityCode
  | TemplatesCode

/** Every diagnostic there is. One code, one entry; a rule's file and its fixture folder bear the same name. */
export const catalog: Readonly<Record<DiagnosticCode, CatalogEntry>> = {
  ...config,
  ...contract,
  ...derive,
  ...emit,
  ...gateway,
  ...judge,
  ...lambda,
  ...load,
  ...normalize,
  ...render,
  ...security,
  ...templates,
}

/** The entry of a code. */
export function entryOf(code: DiagnosticCode): CatalogEntry {
  return catalog[code]
}
