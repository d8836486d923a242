import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until the condition holds; `what` names it should it never. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  for (let waited = 0; waited < 3_000; waited += 1) {
    if (await holds()) return
    await sleep(1)
  }
  throw new Error(`it never came to this: ${what}`)
}
