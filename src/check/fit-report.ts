import type { Fault } from '../client/fit/faults.ts';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Field } from '../model/contract.ts';
import { findPlace, type Place, type Subject } from './fit-place.ts';

type Of<K extends Fault['kind']> = Extract<Fault, { readonly kind: K }>;

/** What the page says is wrong, as a person reads it: what and where, and what to do. */
export function reportFault(subject: Subject, fault: Fault): Diagnostic {
  const place = findPlace(subject, fault.field, fault.words);
  switch (fault.kind) {
    case 'overflow':
      return reportOverflow(subject, fault, place);
    case 'title-lines':
      return diagnose('fit-overflow', `${place.name} takes ${fault.lines} lines; a title has room for 2`, {
        span: place.span,
        hints: [`${cutAbout(fault.characters)}, or say the rest on the slide`],
      });
    case 'cut':
      return diagnose(
        'fit-cut',
        `${place.name}${more(fault.others)} is cut off: ${fault.px} px of it are not seen${when(fault)}`,
        {
          span: place.span,
          hints: [`${cutAbout(fault.characters)}${alternative(subject, place.field)}`],
        },
      );
    case 'hidden':
      return diagnose('fit-cut', `${place.name} is not seen: the layout clips all of it away${when(fault)}`, {
        span: place.span,
        hints: [`look at \`clip-path\` and \`overflow\` in the CSS of layout \`${layoutOf(subject)}\``],
      });
    case 'overlap':
      return reportOverlap(subject, fault, place);
    case 'covered':
      return diagnose('fit-overlap', `${place.name} is covered by something of the layout${when(fault)}`, {
        span: place.span,
        hints: [`shorten it${alternative(subject, place.field)}`],
      });
    case 'enlarged':
      return reportEnlarged(fault, place);
    default:
      return reportLegibility(subject, fault, place);
  }
}

function reportOverflow(subject: Subject, fault: Of<'overflow'>, place: Place): Diagnostic {
  const whole = fault.whole === undefined ? undefined : findPlace(subject, fault.whole, fault.words);
  const name = whole?.name ?? `the content of slide \`${subject.slide.id}\``;
  const beyond = {
    box: '',
    margin: ' and runs into the margin',
    furniture: ' and runs into the foot of the slide',
    slide: ' and runs off the slide',
  }[fault.beyond];
  const { characters } = fault;
  return diagnose(
    'fit-overflow',
    `${name}${more(fault.others)} is ${fault.px} px too ${fault.axis} for its place${beyond}${when(fault)}`,
    {
      span: place.span,
      hints: [
        characters === undefined
          ? 'show it by itself with layout `image`, which fits a picture to the slide'
          : `${cutAbout(characters)}${fault.axis === 'wide' ? ', or let it break' : alternative(subject, whole?.field)}`,
      ],
    },
  );
}

function reportOverlap(subject: Subject, fault: Of<'overlap'>, place: Place): Diagnostic {
  const under = findPlace(subject, fault.over.field, fault.over.words);
  return diagnose('fit-overlap', `${place.name} lies over ${under.name} by ${fault.px} px${when(fault)}`, {
    span: place.span,
    hints: [`shorten one of the two${alternative(subject, place.field)}`],
    related: under.span === place.span ? [] : [{ message: `${under.name} stands here`, span: under.span }],
  });
}

function reportEnlarged({ times, width, height }: Of<'enlarged'>, place: Place): Diagnostic {
  const needed = [width, height].map((each) => Math.ceil((each * times) / 10) * 10);
  return diagnose(
    'fit-enlarged-image',
    `${place.name} is shown ${times.toFixed(1)} times as large as it is, ${width} × ${height} px`,
    { span: place.span, hints: [`use one of about ${needed.join(' × ')} px, or a drawing (SVG)`] },
  );
}

function reportLegibility(
  subject: Subject,
  fault: Of<'small-text'> | Of<'contrast'> | Of<'code-wrap'>,
  place: Place,
): Diagnostic {
  const layout = layoutOf(subject);
  if (fault.kind === 'code-wrap') {
    const line = findCodeLine(place, fault);
    const name = `${line.name}${more(fault.others)}`;
    return diagnose('fit-code-wrap', `${name} is too long for its place and is broken`, {
      span: line.span,
      hints: [`${cutAbout(fault.characters)}, or break it where it reads well`],
    });
  }
  const name = `${place.name}${more(fault.others)}`;
  const { span } = place;
  if (fault.kind === 'small-text') {
    return diagnose('fit-small-text', `${name} is set in ${fault.size} px; ${fault.least} px is the least`, {
      span,
      hints: [`take fewer words, or mend the sizes of layout \`${layout}\``],
    });
  }
  const behind = fault.behind === 'picture' ? 'what is painted behind it' : 'its background';
  return diagnose(
    'fit-contrast',
    `${name} has a contrast of ${fault.ratio.toFixed(1)} to ${behind}; ${fault.needed} is needed`,
    {
      span,
      hints: [
        fault.behind === 'picture'
          ? 'use a calmer picture there, or put a plain colour between'
          : `choose another \`background\`, or mend the colours of layout \`${layout}\``,
      ],
    },
  );
}

/** Of a code field the line is known; in Markdown it is looked for. */
function findCodeLine(place: Place, { field, words }: Fault): Place {
  if (field?.includes('#')) return place;
  const { source, start, end } = place.span;
  const written = words.replace(/…$/, '');
  const at = source.text.indexOf(written, start);
  const isFound = at >= 0 && at < end;
  return {
    name: `the line \`${words}\` of ${place.name}`,
    span: isFound ? { source, start: at, end: at + written.length } : place.span,
  };
}

function layoutOf({ slide }: Subject): string {
  return slide.layout.name;
}

function more(others: number | undefined): string {
  return others === undefined || others === 0 ? '' : ` (and ${others} more)`;
}

function when({ step }: Fault): string {
  if (step === undefined) return '';
  return step === 0 ? ' before the first step' : ` after step ${step}`;
}

/** Measured lines are not filled evenly: a number to the character would claim too much. */
function cutAbout(characters: number): string {
  return `cut about ${Math.max(5, Math.ceil(characters / 5) * 5)} characters`;
}

/** What else would help with a field of this kind. */
function alternative({ slide }: Subject, field: Field | undefined): string {
  // The deck's and the section's words stand on many slides.
  if (field === undefined) return '';
  const item = field.item?.type;
  if (item === 'text' || item === 'markdown') {
    return slide.layout.name === 'columns' ? ', or make two slides of it' : ', or use `columns`';
  }
  if (field.type === 'list') return ', or take one of them out';
  if (field.type === 'code') return ', or show fewer lines';
  return ', or make two slides of it';
}
