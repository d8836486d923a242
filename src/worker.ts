/** The side of a worker: what `workers.ts` starts begins here. */
import { endWithParent } from './orphan.ts'
import { described } from './progress.ts'
import { type FromWorker, LOOK_MS, type ToWorker } from './workers.ts'

/** What a worker has opened, and how to close it in good order. */
export type Opened = { readonly url: string; close(): Promise<void> }

/** Is a worker until its parent says that it is over, or is gone. `open` begins to answer. */
export const beWorker = <Work>(
  open: (
    work: Work,
    place: { readonly worker: number; readonly host: string; readonly port: number },
  ) => Promise<Opened>,
): void => {
  endWithParent()
  // Ctrl-C reaches every process of a terminal; the parent says when it is time.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => {})
  const say = (message: FromWorker, then?: () => void) => process.send?.(message, undefined, {}, then)
  let opened: Promise<Opened> | undefined
  process.on('message', (message: ToWorker<Work>) => {
    if (message.kind === 'end') return void close()
    opened = open(message.work, message)
    opened.then(
      ({ url }) => {
        say({ kind: 'answering', url })
        setInterval(() => say({ kind: 'alive' }), LOOK_MS)
      },
      error => say({ kind: 'failed', error: described(error) }, () => process.exit(1)),
    )
  })
  say({ kind: 'listening' })
  const close = async (): Promise<never> => {
    await opened?.then(({ close }) => close()).catch(() => {})
    process.exit(0)
  }
}
