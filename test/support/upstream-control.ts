/** Tells the demonstration's upstream what to say from now on, over HTTP as an operator of it would. */

/** `command` as under `/control/`: `set`, `fault`, `misprint` or `clear`. Rejects with the upstream's words where it refuses. */
export async function controlUpstream(baseUrl: string, command: string, body: object): Promise<void> {
  const response = await fetch(`${baseUrl}/control/${command}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`control ${command}: ${await response.text()}`);
}
