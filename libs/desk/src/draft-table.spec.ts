import { beforeEach, describe, expect, it } from '@jest/globals';
import { DraftTable } from './draft-table.js';

describe('a draft over a table', () => {
  let table: DraftTable<number>;

  beforeEach(() => {
    table = new DraftTable();
    table.load('a', '1');
  });

  it('is seen by whoever decides, and by nobody else', () => {
    table.set('a', 2);
    table.set('b', 3);

    expect([table.get('a'), table.get('b')]).toEqual([2, 3]);
    expect([table.settled('a'), table.settled('b')]).toEqual([1, undefined]);
  });

  it('can be taken back to a mark, key by key', () => {
    table.set('a', 2);
    const mark = table.mark();
    table.set('a', 3);
    table.set('a', undefined);
    table.set('b', 4);
    table.backTo(mark);

    expect([table.get('a'), table.get('b')]).toEqual([2, undefined]);
  });

  it('leaves nothing behind when it is dropped', () => {
    table.set('a', undefined);
    table.drop();
    table.settle();

    expect([table.get('a'), [...table.takeDirty()]]).toEqual([1, []]);
  });

  it('becomes the truth, and says what has to be stored', () => {
    table.set('a', undefined);
    table.set('b', 2);
    table.settle();

    expect([table.settled('a'), table.settled('b')]).toEqual([undefined, 2]);
    expect([...table.takeDirty()]).toEqual(['a', 'b']);
    expect([...table.takeDirty()]).toEqual([]);
    table.markDirty(['a']);
    expect([...table.takeDirty()]).toEqual(['a']);
  });
});
