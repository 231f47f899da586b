import { entryPoints } from './entryPoints.js';
import { guides } from './guides.js';

/**
 * `npm run docs`: the API from the doc comments of what the package exports, and the guides, as one site. A warning
 * fails.
 */
export default {
  name: 'Couplet',
  includeVersion: true,
  entryPoints: entryPoints.map(({ source }) => source),
  tsconfig: '../tsconfig.build.json',
  readme: '../../README.md',
  projectDocuments: guides,
  out: '../../dist/docs',
  plugin: ['./asPublished.js'],
  customCss: './site.css',
  treatWarningsAsErrors: true,

  // Names stand in the order of the alphabet, guides and entry points in their own.
  sort: ['alphabetical-ignoring-documents'],
  sortEntryPoints: false,
  categorizeByGroup: false,
  defaultCategory: 'API',
  navigation: { includeCategories: true, includeGroups: false, includeFolders: false, excludeReferences: true },
  headings: { readme: false, document: false },
  useFirstParagraphOfCommentAsSummary: true,
  includeHierarchySummary: false,

  searchInDocuments: true,
  searchInComments: true,
  highlightLanguages: ['typescript', 'javascript', 'sh', 'json', 'jsonl', 'csv', 'python', 'text'],

  // The site says nothing of where it was built.
  disableSources: true,
  hideGenerator: true,
};
