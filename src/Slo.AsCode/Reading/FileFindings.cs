using Slo.AsCode.Yaml;

namespace Slo.AsCode.Reading;

/// <summary>What was found in one file, up to a limit; a flood is counted and not kept.</summary>
internal sealed class FileFindings(string file, bool isStrict)
{
    private readonly List<SloFinding> _all = [];
    private int _more;
    private bool _hasMoreErrors;

    internal string File { get; } = file;

    internal bool IsStrict { get; } = isStrict;

    /// <summary>How many errors there are, kept or not: a reader compares before and after.</summary>
    internal int Errors { get; private set; }

    internal void Error(string code, YamlNode at, string message, string? path = null) => Error(code, at.Line, at.Column, message, path);

    internal void Error(string code, int line, int column, string message, string? path = null)
    {
        Errors++;
        Add(At(SloFinding.Error(code, message, path), line, column));
    }

    internal void Warn(string code, YamlNode at, string message, string? path = null) =>
        Add(At(SloFinding.Warning(code, message, path), at.Line, at.Column));

    internal void Warn(string code, string message) => Add(At(SloFinding.Warning(code, message), 0, 0));

    /// <summary>Adds a finding of the engine, with the place in this file.</summary>
    internal void Report(SloFinding finding, YamlNode at)
    {
        Errors += finding.Severity == SloFindingSeverity.Error ? 1 : 0;
        Add(At(finding, at.Line, at.Column));
    }

    /// <summary>An error in strict mode, a warning in lenient mode.</summary>
    internal void Slip(string code, YamlNode at, string message, string? path = null)
    {
        if (IsStrict)
        {
            Error(code, at, message, path);
        }
        else
        {
            Warn(code, at, message, path);
        }
    }

    internal IEnumerable<SloFinding> All() => _more == 0
        ? _all
        : _all.Append(At(
            new SloFinding(
                _hasMoreErrors ? SloFindingSeverity.Error : SloFindingSeverity.Warning, SloFindingCodes.MoreFindings,
                FormattableString.Invariant($"{_more} more findings of this file are not listed")),
            0, 0));

    private SloFinding At(SloFinding finding, int line, int column) => finding with { File = File, Line = line, Column = column };

    private void Add(SloFinding finding)
    {
        if (_all.Count < YamlLimits.Findings)
        {
            _all.Add(finding);
        }
        else
        {
            _more++;
            _hasMoreErrors |= finding.Severity == SloFindingSeverity.Error;
        }
    }
}
