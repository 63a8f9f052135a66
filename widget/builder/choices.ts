/** What a form says, as an address can hold it: so that a reload, a way back and a colleague find the same choices. */

type Field = Element | RadioNodeList | null;

/** Field → what it says. A colour's field always says something; it counts where its box is ticked. */
export function fieldsOf(form: HTMLFormElement): ReadonlyMap<string, string> {
  const fields = new FormData(form);
  const counting = [...fields].filter(([name]) => !name.startsWith('colour-') || fields.has(`own-${name}`));
  return new Map(counting.map(([name, value]) => [name, `${value}`]));
}

/** Only what differs from a fresh form. */
export function choicesOf(form: HTMLFormElement): URLSearchParams {
  const fields = [...fieldsOf(form)];
  return new URLSearchParams(
    fields.filter(([name, value]) => value !== freshValue(form.elements.namedItem(name))),
  );
}

/** Sets the fields of these names; what a field cannot hold is left out: anybody may write an address. */
export function choose(form: HTMLFormElement, choices: URLSearchParams): void {
  for (const [name, value] of choices) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true;
    else if (mayHold(field, value)) field.value = value;
  }
}

function mayHold(field: Field, value: string): field is HTMLInputElement | HTMLSelectElement | RadioNodeList {
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.value === value);
  if (!(field instanceof HTMLInputElement)) return field instanceof RadioNodeList;
  // A colour that is none would become black.
  if (field.type === 'color') return /^#[\da-f]{6}$/i.test(value);
  return value.length <= field.maxLength;
}

/** The first of a list, the choice that is made already, the text of a field. */
function freshValue(field: Field): string {
  if (field instanceof HTMLSelectElement) return field.options[0]?.value ?? '';
  if (field instanceof HTMLInputElement) return field.defaultValue;
  const radios = field instanceof RadioNodeList ? [...field] : [];
  return (radios as HTMLInputElement[]).find((radio) => radio.defaultChecked)?.value ?? '';
}
