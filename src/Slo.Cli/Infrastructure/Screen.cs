using Spectre.Console;

namespace Slo.Cli.Infrastructure;

/// <summary>Text for people. Plain where it is redirected, where <c>NO_COLOR</c> is set, and on a dumb terminal.</summary>
internal sealed class Screen(ToolConfiguration configuration)
{
    // Wide enough for every table of the tool: redirected text is never wrapped.
    private const int RedirectedWidth = 400;

    private readonly bool _isStyled = configuration.IsOutputTerminal
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>How much of a line is shown: whatever is in a file, its name or an answer, it stays one line.</summary>
    internal const int LongestLine = 4000;

    // Long enough for every cell of ours, and short enough that a table is never wrapped.
    private const int LongestCell = 100;

    internal void Line(string text = "") => configuration.Output.WriteLine(SloText.OneLine(text, LongestLine));

    /// <param name="heads">A column whose head begins with &gt; is aligned to the right.</param>
    /// <param name="rows">As many cells as heads.</param>
    /// <param name="isRed">Which rows are red, where there are colours; default: none.</param>
    internal void Table(string[] heads, IEnumerable<string[]> rows, Func<int, bool>? isRed = null)
    {
        Table table = new Table().Border(TableBorder.Simple);
        foreach (var head in heads)
        {
            TableColumn column = new TableColumn(new Text(SloText.OneLine(head.TrimStart('>'), LongestCell),
                new Style(decoration: Decoration.Bold))).NoWrap();
            table.AddColumn(head.StartsWith('>') ? column.RightAligned() : column);
        }

        foreach ((var index, var row) in rows.Index())
        {
            Style? style = isRed?.Invoke(index) == true ? new Style(foreground: Color.Red) : null;
            table.AddRow(row.Select(cell => new Text(SloText.OneLine(cell, LongestCell), style)));
        }

        foreach (var line in Render(table).Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            // Of our making: with the colours of a terminal.
            configuration.Output.WriteLine(line.TrimEnd());
        }
    }

    private string Render(Table table)
    {
        using StringWriter text = new() { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = _isStyled ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = _isStyled ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = configuration.IsOutputTerminal ? Math.Max(80, Console.WindowWidth) : RedirectedWidth;
        console.Profile.Capabilities.Unicode = true;
        console.Write(table);
        return text.ToString();
    }
}
