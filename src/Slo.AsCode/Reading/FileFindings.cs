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

    internal void Error(string code, YamlNode at, string message) => Error(code, at.Line, at.Column, message);

    internal void Error(string code, int line, int column, string message)
    {
        Errors++;
        Add(new SloFinding(File, line, column, SloFindingSeverity.Error, code, message));
    }

    internal void Warn(string code, YamlNode at, string message) =>
        Add(new SloFinding(File, at.Line, at.Column, SloFindingSeverity.Warning, code, message));

    internal void Warn(string code, string message) => Add(new SloFinding(File, 0, 0, SloFindingSeverity.Warning, code, message));

    /// <summary>An error in strict mode, a warning in lenient mode.</summary>
    internal void Slip(string code, YamlNode at, string message)
    {
        if (IsStrict)
        {
            Error(code, at, message);
        }
        else
        {
            Warn(code, at, message);
        }
    }

    internal IEnumerable<SloFinding> All() => _more == 0
        ? _all
        : _all.Append(new SloFinding(
            File, 0, 0, _hasMoreErrors ? SloFindingSeverity.Error : SloFindingSeverity.Warning, Codes.Flood, FormattableString.Invariant(
                $"{_more} more findings of this file are not listed")));

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
