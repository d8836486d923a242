/** The log of a node: lines of JSON, or lines for people where a terminal is watching. Always on stderr. */
import { type Logger, pino } from 'pino'

export const openLog = (level: string, terminal: boolean): Logger =>
  terminal
    ? pino({ level }, { write: line => void process.stderr.write(readable(line)) })
    : pino({ level }, pino.destination(2))

const readable = (line: string): string => {
  const { level, time, pid, hostname, msg, ...rest } = JSON.parse(line)
  const details = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const name = pino.levels.labels[level] ?? level
  return `${new Date(time).toISOString().slice(11, 19)} ${name === 'info' ? '' : `${name}: `}${msg} ${details.join(' ')}\n`
}
