const error = (name: string, code: string, more: object = {}): object => ({
  isOfKind: true,
  name: `Twenty${name}Error`,
  code,
  status: null,
  mayHaveArrived: false,
  ...more,
});

const company = { name: 'Engines', employees: 5 };

/** What the program of app/ prints, on every platform, and what its server sees. */
export const expected: object = {
  output: {
    created: ['No. 1', 'No. 2', 'No. 3', 'No. 4', 'No. 5'],
    page: {
      records: [
        { name: { firstName: 'Ada', lastName: 'Lovelace' }, jobTitle: 'No. 1', company },
        { name: { firstName: 'Anders', lastName: 'Ångström' }, jobTitle: 'No. 2', company },
      ],
      totalCount: 5,
      hasNextPage: true,
    },
    all: ['美智子 湯川 🗻', 'Лев Ландау', 'Grace Hopper', 'Anders Ångström', 'Ada Lovelace'],
    some: [{ jobTitle: 'No. 1' }, { jobTitle: 'No. 2' }, { jobTitle: 'No. 3' }],
    staff: {
      name: 'Engines',
      people: {
        records: [{ jobTitle: 'No. 1' }, { jobTitle: 'No. 2' }, { jobTitle: 'No. 3' }],
        totalCount: 5,
        hasNextPage: true,
      },
    },
    updated: { jobTitle: 'No. 1', city: 'London' },
    deleted: 'string',
    hidden: null,
    restored: { jobTitle: 'No. 1', city: 'London' },
    notFound: error('NotFound', 'NOT_FOUND'),
    wrongKey: error('Authentication', 'AUTHENTICATION', { status: 200 }),
    noServer: error('Network', 'NETWORK'),
    noUrl: error('Validation', 'VALIDATION'),
    aborted: [
      error('Abort', 'ABORTED'),
      error('Abort', 'ABORTED', { mayHaveArrived: true }),
      error('Abort', 'ABORTED'),
      { read: 2 },
    ],
  },
  held: 1,
  isReleased: true,
};
