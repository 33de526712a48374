import type { Json } from '../json.ts'
import type { Call, Operation } from './call.ts'
import { invalidPath, patchOperations } from './patch.ts'

function viewAccount(cloudwatchRoleArn: string | undefined): { readonly [key: string]: Json } {
  return {
    ...(cloudwatchRoleArn !== undefined && { cloudwatchRoleArn }),
    throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
    features: ['UsagePlans'],
    apiKeyVersion: '4',
  }
}

export const getAccount: Operation = (call) => ({ body: viewAccount(call.state.cloudwatchRoleArn) })

export const updateAccount: Operation = (call) => {
  let { cloudwatchRoleArn: role, ...rest }: Call['state'] = call.state
  for (const { op, path, value } of patchOperations(call.body)) {
    if (path !== '/cloudwatchRoleArn') throw invalidPath(path)
    role = op === 'remove' || value === '' ? undefined : value
  }
  return { body: viewAccount(role), next: { ...rest, ...(role !== undefined && { cloudwatchRoleArn: role }) } }
}
