import { ERROR_STATUS } from '../facts.ts'

/** An answer of the control plane that refuses a call: an AWS error code and AWS's own message where it is known. */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status: number = ERROR_STATUS[code] ?? 400) {
    super(message)
    this.name = 'ServiceError'
    this.code = code
    this.status = status
  }
}

export function badRequest(message: string): ServiceError {
  return new ServiceError('BadRequestException', message)
}

export function notFound(message: string): ServiceError {
  return new ServiceError('NotFoundException', message)
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ConflictException', message)
}

/** Refusals of a value's shape, in the service's own words (recorded): all of them in one sentence. */
export function validation(faults: readonly string[]): ServiceError {
  const count = faults.length === 1 ? '1 validation error' : `${faults.length} validation errors`
  return new ServiceError('ValidationException', `${count} detected: ${faults.join('; ')}`)
}

/** One refusal of a value that is none of those allowed. */
export function notInEnum(value: string, at: string, allowed: readonly string[]): string {
  return `Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`
}

/** What the service can do and this gateway cannot. */
export function unsupportedOperation(name: string): ServiceError {
  return new ServiceError(
    'UnsupportedOperation',
    `${name} is not supported by this gateway. The README lists what is, under "Supported".`,
    501,
  )
}
