using System.Globalization;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.ClosedForm;

/// <summary>Calendar windows across daylight saving, leap days and zones.</summary>
public sealed class CalendarTests
{
    [Fact]
    public void Containing_OfEveryPublishedWindow_GivesItsStartAndEnd()
    {
        Assert.SkipWhen(Oracle.MissingReason is not null, Oracle.MissingReason ?? "");
        using var document = JsonDocument.Parse(File.ReadAllText(Oracle.PathOf("closed_form", "calendar.json")));
        JsonElement[] windows = [.. document.RootElement.EnumerateArray()];

        Assert.NotEmpty(windows);
        Assert.All(windows, window =>
        {
            (int count, CalendarUnit unit) = Read(Text(window, "duration"));
            var anchor = DateTime.ParseExact(Text(window, "startTime"), "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
            var period = SloPeriod.Calendar(unit, Text(window, "timeZone"), count, anchor);

            (DateTimeOffset start, DateTimeOffset end) = period.Containing(Instant(window, "now"));

            Assert.Equal(Instant(window, "windowStart"), start);
            Assert.Equal(Instant(window, "windowEnd"), end);
            Assert.Equal(window.GetProperty("hours").GetDouble(), (end - start).TotalHours);
        });
    }

    private static (int Count, CalendarUnit Unit) Read(string duration) => (int.Parse(duration[..^1], CultureInfo.InvariantCulture), duration[^1] switch
    {
        'd' => CalendarUnit.Day,
        'w' => CalendarUnit.Week,
        'M' => CalendarUnit.Month,
        'Q' => CalendarUnit.Quarter,
        'Y' => CalendarUnit.Year,
        _ => throw new FormatException($"unknown calendar duration '{duration}'"),
    });

    private static string Text(JsonElement window, string name) => window.GetProperty(name).GetString()!;

    private static DateTimeOffset Instant(JsonElement window, string name) => DateTimeOffset.Parse(Text(window, name), CultureInfo.InvariantCulture);
}
