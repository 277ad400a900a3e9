import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIdentityNumber, personalContent, personalHeader, watchColumns } from '../../../server/imports/personal.ts';

describe('columns named like personal information', () => {
  it.each([
    ['姓名', 'name of a person'], ['户主', 'name of a person'], ['联系人', 'name of a person'], ['报案人姓名', 'name of a person'], ['Caller Name', 'name of a person'], ['contact_name', 'name of a person'], ['firstName', 'name of a person'],
    ['联系电话', 'phone number'], ['手机号', 'phone number'], ['ＰＨＯＮＥ', 'phone number'], ['mobile', 'phone number'],
    ['身份证号', 'identity number'], ['id_number', 'identity number'], ['IdCard', 'identity number'],
    ['email', 'e-mail address'], ['电子邮箱', 'e-mail address'],
    ['住址', 'address'], ['详细地址', 'address'], ['门牌号', 'address'], ['street_number', 'address'], ['Address', 'address'], ['zip', 'address'],
    ['事件描述', 'free text'], ['备注', 'free text'], ['description', 'free text'],
    ['name', 'name of a person'],
  ])('%s is a %s', (header, kind) => expect(personalHeader(header, true)).toBe(kind));

  it.each(['case_id', 'opened', 'type', 'reason', 'neighborhood', 'department', 'source', 'lat', 'lon', '社区名称', '大类', '小类', '上报时间', '经度', '编号', '户数', 'on_time', 'ward', 'subject'])('%s is not', (header) => expect(personalHeader(header, true)).toBeNull());

  it('a bare name is a place where places are listed', () => expect(personalHeader('name', false)).toBeNull());
});

/** A number as GB 11643 makes it, its check character computed by the sum and not by our table. */
const identityNumber = fc.tuple(fc.integer({ min: 110000, max: 659999 }), fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }), fc.integer({ min: 0, max: 999 })).map(([place, born, order]) => {
  const first = place + born.toISOString().slice(0, 10).replaceAll('-', '') + String(order).padStart(3, '0');
  // ISO 7064 MOD 11-2: the weighted sum with weights 2^(17-i) mod 11 leaves 1.
  for (let check = 0; check <= 10; check++) {
    const sum = [...first].reduce((total, digit, i) => total + Number(digit) * 2 ** (17 - i), check);
    if (sum % 11 === 1) return first + (check === 10 ? 'X' : String(check));
  }
  throw new Error('no check character');
});

describe('what a value holds', () => {
  it('identity numbers are known by their check character', () => {
    fc.assert(fc.property(identityNumber, (number) => {
      expect(isIdentityNumber(number)).toBe(true);
      expect(personalContent(`证件${number}。`)).toBe('identity number');
      const wrong = number.slice(0, 16) + String((Number(number[16]) + 1) % 10) + number[17];
      expect(isIdentityNumber(wrong)).toBe(false);
    }));
  });

  it.each([
    ['13800138000', 'phone number'], ['联系 138-0013-8000 王', 'phone number'], ['+8613800138000', 'phone number'], ['１３８００１３８０００', 'phone number'], ['0532-88551234', 'phone number'],
    ['li.lei@example.com', 'e-mail address'],
  ])('%s is a %s', (text, kind) => expect(personalContent(text)).toBe(kind));

  it.each(['101001240900', '37021600100100001', '370216001001', '121.52721061234', '2015-01-01T23:01:33', '20150101230133', '12800138000', '墨河社区', '110101199003070000'])('%s is nothing of the kind', (text) => expect(personalContent(text)).toBeNull());
});

it('a column with a harmless name is known by what it holds, even once', () => {
  const watch = watchColumns('a.csv', ['id', 'extra', 'other', '电话'], new Set(['id']), true);
  watch.see(['1', 'nothing', 'x', '']);
  watch.see(['2', 'ask 13800138000', 'y', '']);
  expect(watch.dropped()).toEqual([
    { file: 'a.csv', column: 'extra', personal: 'phone number' },
    { file: 'a.csv', column: 'other', personal: null },
    { file: 'a.csv', column: '电话', personal: 'phone number' },
  ]);
});
