export type { Diagnostic, Severity, SourceRef } from './base/diagnostic.ts'
export type { ApiModel } from './model/api-model.ts'
export type { SpecDocument } from './model/document.ts'
