namespace Slo;

/// <summary>An error or a warning: about a definition, an option, a loss in writing, or the traffic of an objective.</summary>
/// <param name="Severity">An error rejects the definition, a warning does not.</param>
/// <param name="Code">One of <see cref="SloFindingCodes"/>: stable, <c>SLO</c> and four digits.</param>
/// <param name="Message">What, the value, what to write instead. Always one line, of at most 2,000 characters.</param>
public sealed record SloFinding(SloFindingSeverity Severity, string Code, string Message)
{
    private const int MaximumMessage = 2000;

    // The name of a file has room beside a message.
    private const int MaximumLine = 4000;

    /// <summary>What, the value, what to write instead. Always one line, of at most 2,000 characters.</summary>
    public string Message
    {
        get;
        init => field = SloText.OneLine(value, MaximumMessage);
    }
    = SloText.OneLine(Message, MaximumMessage);

    /// <summary>The name of the objective that it concerns, or null.</summary>
    public string? Objective { get; init; }

    /// <summary>
    /// What it is about, or null: the key of configuration (<c>Slo:Objectives:checkout:TargetPercent</c>), or the property in code
    /// (<c>target</c>).
    /// </summary>
    public string? Path { get; init; }

    /// <summary>The file as it was named, <c>-</c> for standard input, or null.</summary>
    public string? File { get; init; }

    /// <summary>From 1; 0 if it is about the file as a whole, or there is none.</summary>
    public int Line { get; init; }

    /// <summary>From 1; 0 if it is about the file as a whole, or there is none.</summary>
    public int Column { get; init; }

    /// <summary>The message, after the name of the objective.</summary>
    public string Text => Objective is null ? Message : $"objective '{SloText.OneLine(Objective, 63)}': {Message}";

    /// <summary>An error.</summary>
    /// <param name="code">One of <see cref="SloFindingCodes"/>, or a code of your own.</param>
    /// <param name="message">What, the value, what to write instead.</param>
    /// <param name="path">What it is about; see <see cref="Path"/>.</param>
    public static SloFinding Error(string code, string message, string? path = null) =>
        new(SloFindingSeverity.Error, code, message) { Path = path };

    /// <summary>A warning.</summary>
    /// <param name="code">One of <see cref="SloFindingCodes"/>, or a code of your own.</param>
    /// <param name="message">What, the value, what was probably meant.</param>
    /// <param name="path">What it is about; see <see cref="Path"/>.</param>
    public static SloFinding Warning(string code, string message, string? path = null) =>
        new(SloFindingSeverity.Warning, code, message) { Path = path };

    /// <summary>
    /// As compilers write it, so that editors and CI find the place: <c>file(line,col): error SLO0103: …</c>, or without a file
    /// <c>error SLO0103: …</c>. Always one line.
    /// </summary>
    public override string ToString() =>
        SloText.OneLine($"{Place}{Severity.Word()} {Code}: {Text}", File is null ? MaximumMessage : MaximumLine);

    private string Place => File is null ? "" : Line > 0 ? FormattableString.Invariant($"{File}({Line},{Column}): ") : $"{File}: ";
}
