using System.CommandLine;

namespace Slo.Cli.Infrastructure;

/// <summary>The streams and the clock of one run, and which streams are terminals.</summary>
internal sealed class ToolConfiguration : InvocationConfiguration
{
    /// <summary>Whether results go to a terminal: only then a table is coloured and as wide as the window.</summary>
    internal bool IsOutputTerminal { get; init; }

    /// <summary>Whether notes go to a terminal: only then progress is shown.</summary>
    internal bool IsErrorTerminal { get; init; }

    /// <summary>Whether questions can be answered on a terminal.</summary>
    internal bool IsInputTerminal { get; init; }

    /// <summary>Answers to questions.</summary>
    internal TextReader Input { get; init; } = TextReader.Null;

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal static ToolConfiguration Of(ParseResult arguments) => (ToolConfiguration)arguments.InvocationConfiguration;

    /// <summary>Something worth knowing that is not a result.</summary>
    internal void Note(string text) => Error.WriteLine("note: " + SloText.OneLine(text, Screen.LongestLine));

    internal Progress Progress(string what) => new(what, Error, IsErrorTerminal, Time);
}
