import type { VNode } from 'preact';
import { TopBar } from './TopBar.js';
import { Answer } from './answer/Answer.js';
import { Diagnostics } from './diagnostics/Diagnostics.js';
import { Made } from './made/Made.js';
import { Mechanisms } from './mechanisms/Mechanisms.js';
import { Outcomes } from './outcomes/Outcomes.js';
import { Patient } from './patient/Patient.js';
import { Patients } from './patients/Patients.js';
import { PageContext, type PageContents } from './state/pageContext.js';

/** The report as a page. It reads no signal itself: a change renders the parts that it concerns. */
export function Page({ contents }: { readonly contents: PageContents }): VNode {
  return (
    <PageContext.Provider value={contents}>
      <div class="page">
        <TopBar />
        <main id="main" tabIndex={-1}>
          <Answer />
          <Outcomes />
          <Patients />
          <Patient />
          <Mechanisms />
          <Diagnostics />
          <Made />
        </main>
      </div>
    </PageContext.Provider>
  );
}
