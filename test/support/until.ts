import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until the condition holds, so many milliseconds and more; `what` names it should it never. */
export const until = async (what: string, holds: () => boolean | Promise<boolean>, patience = 3_000): Promise<void> => {
  for (let waited = 0; waited < patience; waited += 1) {
    if (await holds()) return
    await sleep(1)
  }
  throw new Error(`it never came to this: ${what}`)
}
