/** A way to a server that can be cut: at a word of the client, before or after the server has read it. */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type Cut = { readonly at: string; readonly after: boolean }

/** Forwards to a port of loopback. `cut` waits for one word and breaks that connection; `all` breaks every one. */
export const wireTo = async (port: number) => {
  const open = new Set<Socket>()
  let next: Cut | undefined
  const server = createServer(client => {
    const target = connect(port, '127.0.0.1')
    let silent = false
    const end = () => {
      for (const socket of [client, target]) {
        socket.destroy()
        open.delete(socket)
      }
    }
    for (const socket of [client, target]) {
      open.add(socket)
      socket.on('error', end).on('close', end)
    }
    client.on('data', chunk => {
      const cut = next && chunk.includes(next.at) ? next : undefined
      if (!cut) return void target.write(chunk)
      next = undefined
      if (!cut.after) return end()
      // What the server answers, which it does once it has done as it was told, reaches nobody.
      silent = true
      target.write(chunk)
    })
    target.on('data', chunk => (silent ? end() : void client.write(chunk)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    cut: (cut: Cut) => {
      next = cut
    },
    all: () => {
      for (const socket of open) socket.destroy()
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
