/** A WebSocket server on loopback that says what it likes, or nothing (RFC 6455: server frames are not masked). */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

/** Starts it. */
export const startWsServer = async () => {
  const sockets = new Set<Duplex>()
  let connections = 0
  const server = createServer()
  server.on('upgrade', (request, socket: Duplex) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`
    const accept = createHash('sha1').update(key).digest('base64')
    const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
    socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    // A frame that begins so asks to close.
    socket.on('data', bytes => void (bytes[0] === 0x88 && socket.end(Buffer.from([0x88, 0]))))
    sockets.add(socket)
    connections += 1
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How often somebody has connected, and how many are now. */
    connections: () => connections,
    open: () => sockets.size,
    /** Says a text of fewer than 126 bytes to all. */
    tell: (text: string) => {
      const bytes = Buffer.from(text)
      for (const socket of sockets) socket.write(Buffer.concat([Buffer.from([0x81, bytes.length]), bytes]))
    },
    /** Drops all connections. */
    drop: () => {
      for (const socket of sockets) socket.destroy()
    },
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
