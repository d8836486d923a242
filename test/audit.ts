/**
 * Are there known holes in what a node runs on? Asks the registry that packages are installed from (`npm run audit`);
 * fails on a high or critical advisory, and says so where that registry keeps no advisories.
 */
import { spawnSync } from 'node:child_process'

type Report = {
  readonly auditReportVersion?: number
  readonly statusCode?: number
  readonly message?: string
  readonly vulnerabilities?: { readonly [name: string]: { readonly severity: string; readonly range: string } }
}

const { stdout, error } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { encoding: 'utf8', timeout: 120_000 })

const report = ((): Report => {
  try {
    return JSON.parse(stdout)
  } catch {
    return { message: error?.message ?? 'npm gave no report' }
  }
})()

if (report.auditReportVersion === undefined) {
  const why = report.statusCode === undefined ? (report.message ?? 'no report') : `status ${report.statusCode}`
  process.stdout.write(`audit: not done, for the registry has no advisories to ask for (${why})\n`)
} else {
  const found = Object.entries(report.vulnerabilities ?? {})
  const grave = found.filter(([, { severity }]) => severity === 'high' || severity === 'critical')
  for (const [name, { severity, range }] of found) process.stdout.write(`audit: ${severity}: ${name} ${range}\n`)
  process.stdout.write(`audit: ${grave.length} grave among ${found.length} known advisories on what a node runs on\n`)
  if (grave.length > 0) process.exitCode = 1
}
