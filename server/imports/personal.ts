/**
 * Personal information is stopped at the door: recognised by the name of a column and by what it holds.
 * Only columns that the import asks for are ever stored; this guards those too, and names the others in the summary.
 */
export type PersonalKind = 'name of a person' | 'phone number' | 'identity number' | 'e-mail address' | 'address' | 'account' | 'free text';

const HEADERS: [PersonalKind, RegExp][] = [
  ['phone number', /电话|手机|联系方式|来电|主叫|固话|phone|mobile|\btel\b|telephone|cell(phone)?\b|\bfax\b/],
  ['identity number', /身份证|证件|护照|社保|公民|id ?card|identity|national id|\bssn\b|passport|citizen id|\bid (no|number)\b/],
  ['e-mail address', /邮箱|邮件|e ?mail/],
  ['account', /微信|qq|银行|账号|车牌|wechat|weixin|bank|licen[cs]e plate|plate (no|number)/],
  ['name of a person', /姓名|户主|联系人|报案人|投诉人|举报人|来电人|申请人|当事人|居民名|业主|房东|租客|网格员|经办人|责任人|(first|last|full|given|family|sur|middle|person|customer|caller|reporter|contact|owner|resident|applicant|complainant|citizen|requester|head) ?name|householder|\b(caller|complainant|reporter|applicant|contact|owner|resident|tenant)\b/],
  ['address', /住址|地址|门牌|详细位置|具体位置|楼栋室|房号|户室|地点|^位置$|^location$|address|\baddr\b|street (no|number|name)|house (no|number)|zip|postal|postcode|apartment|\bunit no\b/],
  ['free text', /描述|内容|备注|诉求|详情|说明|description|remarks?|comments?|notes?|narrative|free ?text|details?|resolution|closure reason/],
  ['account', /出生|生日|birth|\bdob\b/],
];

/** What kind of personal information a column of this name holds; `null` if none. In `people` tables a bare `name` is a person's. */
export function personalHeader(header: string, people: boolean): PersonalKind | null {
  const plain = header.normalize('NFKC').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase().replace(/[_\-.\s]+/g, ' ').trim();
  for (const [kind, pattern] of HEADERS) if (pattern.test(plain)) return kind;
  return people && /^(name|名字|名称)$/.test(plain) ? 'name of a person' : null;
}

const MOBILE = /(?<![\d.])(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/;
const LANDLINE = /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/;
const EMAIL = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i;
const IDENTITY = /(?<!\d)\d{17}[\dX](?!\d)/gi;

/** What kind of personal information a text contains: phone numbers, 18-digit identity numbers (checked), e-mail addresses. */
export function personalContent(text: string): PersonalKind | null {
  if (text.length < 6) return null;
  const plain = text.normalize('NFKC');
  for (const [candidate] of plain.matchAll(IDENTITY)) if (isIdentityNumber(candidate)) return 'identity number';
  if (MOBILE.test(plain) || LANDLINE.test(plain)) return 'phone number';
  return EMAIL.test(plain) ? 'e-mail address' : null;
}

/** A value as the summary may show it: short, and what it is in place of personal information. */
export const shown = (text: string): string => personalContent(text) ?? (text.length > 60 ? text.slice(0, 60) + ' …' : text);

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A number of GB 11643-1999: a possible birthday in digits 7–14 and a right check character (ISO 7064 MOD 11-2). */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(6, 10)), Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  if (year < 1850 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase();
}

export interface DroppedColumn { file: string; column: string; personal: PersonalKind | null }

/** Watches the columns of one file go by, and says at the end which were dropped and why. */
export function watchColumns(file: string, columns: string[], used: ReadonlySet<string>, people: boolean) {
  const kinds = columns.map((column) => (used.has(column) ? null : personalHeader(column, people)));
  return {
    /** Looks at one record; `values[i]` belongs to `columns[i]`. */
    see(values: readonly unknown[]): void {
      for (let i = 0; i < kinds.length; i++) {
        const value = values[i];
        if (kinds[i] === null && (typeof value === 'string' || typeof value === 'number')) kinds[i] = personalContent(String(value));
      }
    },
    /** The columns that the import did not ask for: none of them is stored. */
    dropped: (): DroppedColumn[] => columns.flatMap((column, i) => (used.has(column) ? [] : [{ file, column, personal: kinds[i]! }])),
  };
}
