import { bake } from './steps/bake.ts'
import { create } from './steps/create.ts'
import { deploy } from './steps/deploy.ts'
import { lock } from './steps/lock.ts'
import { permit } from './steps/permit.ts'
import { put } from './steps/put.ts'
import { subscribe } from './steps/subscribe.ts'
import { switchStage } from './steps/switch.ts'
import { tidy } from './steps/tidy.ts'
import { verifyDeployment } from './steps/verify-deployment.ts'
import { verifyDraft } from './steps/verify-draft.ts'
import { verifyLive } from './steps/verify-live.ts'
import { discard } from './undo/discard.ts'
import { findApi } from './undo/find-api.ts'
import { namePlans } from './undo/name-plans.ts'
import { permitAgain } from './undo/permit-again.ts'
import { pointBack } from './undo/point-back.ts'
import { putBack } from './undo/put-back.ts'
import { release } from './undo/release.ts'
import { withdraw } from './undo/withdraw.ts'
import type { ImportStep } from './work.ts'

/** The way into an API that others use. */
export const thereSteps: readonly ImportStep[] = [
  create,
  lock,
  permit,
  put,
  verifyDraft,
  deploy,
  verifyDeployment,
  switchStage,
  subscribe,
  bake,
  verifyLive,
  tidy,
]

/** The way back: callers first. */
export const backSteps: readonly ImportStep[] = [findApi, namePlans, permitAgain, pointBack, putBack, withdraw, discard, release]

/** The way into a gateway of this process, where nobody else is: a failure leaves nothing behind that anybody would miss. */
export const privateSteps: readonly ImportStep[] = [create, put, deploy, switchStage, subscribe, verifyLive, release]
