/** Waiting for the next head: by the clock, cut short where a WebSocket tells of one. What it tells is never believed. */

export type Waker = Disposable & {
  /** Waits so many milliseconds, or until a head was told since the last wait ended. Rejects where the signal is aborted. */
  wait(ms: number): Promise<void>
}

/** Heads that are told within so long wake once, milliseconds. */
const GAP_MS = 25
/** Until a lost connection is opened again, at first and at the longest; and how long one may be silent. */
const [FIRST_MS, LONGEST_MS, SILENT_MS] = [1_000, 60_000, 120_000]

const SUBSCRIBE = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] })

/** Listens to the WebSocket of this URL until it is disposed of; without one, waits are by the clock alone. */
export const waker = (url: string | undefined, signal: AbortSignal): Waker => {
  let isTold = false
  let wake = () => {}
  const told = () => {
    isTold = true
    wake()
  }
  const close = url === undefined ? () => {} : listen(url, told)
  const wait = (ms: number) =>
    new Promise<void>((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', end)
        wake = () => {}
        isTold = false
        if (signal.aborted) reject(signal.reason)
        else resolve()
      }
      let timer = setTimeout(end, isTold ? Math.min(GAP_MS, ms) : ms)
      wake = () => {
        wake = () => {}
        clearTimeout(timer)
        timer = setTimeout(end, Math.min(GAP_MS, ms))
      }
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
    })
  return { wait, [Symbol.dispose]: close }
}

/** Keeps a subscription to new heads open. Gives what ends it. */
const listen = (url: string, told: () => void): (() => void) => {
  let again = FIRST_MS
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  let socket: WebSocket | undefined
  const after = (ms: number, then: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(then, ms)
    timer.unref()
  }
  const open = () => {
    const mine = new WebSocket(url)
    socket = mine
    const lost = () => {
      if (isOver || socket !== mine) return
      socket = undefined
      mine.close()
      after(again, open)
      again = Math.min(again * 2, LONGEST_MS)
    }
    mine.addEventListener('open', () => mine.send(SUBSCRIBE))
    mine.addEventListener('message', () => {
      again = FIRST_MS
      after(SILENT_MS, lost)
      told()
    })
    mine.addEventListener('error', lost)
    mine.addEventListener('close', lost)
    after(SILENT_MS, lost)
  }
  open()
  return () => {
    isOver = true
    clearTimeout(timer)
    socket?.close()
  }
}
