// Prints 10,000 people of 500 companies as CSV, the same each time. `node make-csv.mjs 50` prints fifty.
const count = Number(process.argv[2] ?? 10_000);
const first = ['Ada', 'Alan', 'Barbara', 'Chen', 'Dorothy', 'Edsger', 'Fatima', 'Grace'];
const last = ['Almeida', 'Borg', 'Castro', 'Dubois', 'Eriksen', 'Fischer', '"García, Sr."'];
const titles = ['Engineer', 'Analyst', 'Account manager', 'Designer'];

const lines = ['email,first name,last name,job title,company,website'];
for (let row = 0; row < count; row++) {
  const company = row % 500;
  lines.push(
    [
      `person${row}@company${company}.example`,
      first[row % first.length],
      last[row % last.length],
      titles[row % titles.length],
      `Company ${company}`,
      `https://company${company}.example`,
    ].join(','),
  );
}
process.stdout.write(`${lines.join('\n')}\n`);
