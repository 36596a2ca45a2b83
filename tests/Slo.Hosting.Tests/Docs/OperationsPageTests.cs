using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Health;
using Slo.Hosting.Logging;
using Xunit;

namespace Slo.Hosting.Tests.Docs;

/// <summary>The event ids and limits of docs/operations.md that belong to this package.</summary>
public sealed class OperationsPageTests
{
    private static readonly string[] Lines = DocFiles.Read("operations.md").Split('\n');

    [Fact]
    public void LogEvents_Rows_AreTheEventsOfThePackage() => Assert.Equal(
        typeof(Log).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(message => (message.EventId, message.Level)).Order(),
        Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])).Select(Cells).Where(cells => cells.Length == 4 && cells[0].All(char.IsAsciiDigit) && Enum.TryParse<LogLevel>(cells[1], out _))
            .Select(cells => (Id: int.Parse(cells[0], CultureInfo.InvariantCulture), Enum.Parse<LogLevel>(cells[1]))).Where(row => row.Id < 100));

    [Fact]
    public void Limits_StaleHealth_IsTheNumberOfTheCode() =>
        Assert.Equal(SloHealthCheck.StaleIntervals.ToString(CultureInfo.InvariantCulture), Value("| evaluation intervals without"));

    [Fact]
    public void Limits_ErrorLog_IsTheIntervalOfTheCode() => Assert.Equal(SloDuration.Format(RepeatGate.Interval), Value("| interval in which"));

    [Fact]
    public void Limits_OfTheLog_AreThoseOfTheCode()
    {
        Assert.Equal(BackgroundLog.Capacity.ToString(CultureInfo.InvariantCulture), Value("| messages that wait"));
        Assert.Equal(SloDuration.Format(SloBackgroundLoggerFactory.FlushTime), Value("| time that they have"));
    }

    private static string Value(string start) => Cells(Lines.Single(line => line.StartsWith(start, StringComparison.Ordinal)))[1];

    private static string[] Cells(string line) => [.. line[1..^1].Split('|').Select(cell => cell.Trim())];
}
