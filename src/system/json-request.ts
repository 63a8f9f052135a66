/** One JSON request to a service of our own, such as a command's to the process that runs. Follows no redirect. */

export interface JsonAnswer {
  readonly status: number;
  /** Undefined where it is no JSON. */
  readonly body: unknown;
}

export interface JsonRequest {
  /** Sent as JSON by POST; absent: GET. */
  readonly body?: unknown;
  readonly token?: string;
  readonly timeoutMs: number;
}

/** Rejects where nobody answers in time, in words that name the address. */
export async function requestJson(url: string, { body, token, timeoutMs }: JsonRequest): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  } catch (error) {
    const { cause, message } = error as Error & { readonly cause?: { readonly message?: string } };
    throw new Error(`nobody answers at ${url}: ${cause?.message || message}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
