namespace Slo;

/// <summary>What was found wrong or doubtful in a definition file.</summary>
/// <param name="File">The file as it was named, or <c>-</c> for standard input.</param>
/// <param name="Line">From 1; 0 where it is about the file as a whole.</param>
/// <param name="Column">From 1; 0 where it is about the file as a whole.</param>
/// <param name="Severity">An error refuses the document, a warning does not.</param>
/// <param name="Code">Stable, <c>SLO</c> and four digits; docs/ascode.md lists them.</param>
/// <param name="Message">What, the value, what to write instead.</param>
public sealed record SloFinding(string File, int Line, int Column, SloFindingSeverity Severity, string Code, string Message)
{
    private const int MaximumLength = 4000;

    /// <summary>
    /// As compilers write it, so that editors and CI find the place: <c>file(line,col): error SLO0103: …</c>. Always one line, whatever is
    /// in the file or in its name.
    /// </summary>
    public override string ToString() => SloText.OneLine($"{File}{Position}: {Word} {Code}: {Message}", MaximumLength);

    private string Position => Line > 0 ? FormattableString.Invariant($"({Line},{Column})") : "";

    private string Word => Severity == SloFindingSeverity.Error ? "error" : "warning";
}
