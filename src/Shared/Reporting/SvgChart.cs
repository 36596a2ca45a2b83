using System.Globalization;
using System.Net;
using System.Text;

namespace Slo.Shared.Reporting;

/// <summary>
/// A chart over the time of a report as inline SVG: axes with labels, and what is drawn in it. Colours come from the classes of the
/// report's style, never from the data.
/// </summary>
internal sealed class SvgChart
{
    private const double Width = 720;
    private const double Left = 56;
    private const double Right = 8;
    private const double Top = 8;
    private const double Bottom = 22;

    private readonly StringBuilder _svg = new();
    private readonly ReportRange _range;
    private readonly double _height;
    private readonly double _low;
    private readonly double _high;

    /// <param name="range">The horizontal axis.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    /// <param name="height">In the units of the drawing, of which it is 720 wide.</param>
    /// <param name="ticks">Values of the vertical axis with their labels, the lowest first, at least two.</param>
    internal SvgChart(ReportRange range, string label, double height, IReadOnlyList<(double Value, string Label)> ticks)
    {
        (_range, _height, _low, _high) = (range, height, ticks[0].Value, ticks[^1].Value);
        _svg.Append(CultureInfo.InvariantCulture,
            $"<svg class=\"chart\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(label)}\">");
        foreach ((double value, string text) in ticks)
        {
            var y = Y(value);
            Append($"<line class=\"{(value == 0 ? "zero" : "grid")}\" x1=\"{Left}\" x2=\"{Width - Right}\" ");
            Append($"y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            Append($"<text class=\"y\" x=\"{Left - 6}\" y=\"{y + 4:0.#}\">{text}</text>");
        }

        foreach ((DateTimeOffset at, string text) in TimeTicks(range))
        {
            Append($"<text class=\"x\" x=\"{X(at):0.#}\" y=\"{height - 6:0.#}\">{text}</text>");
        }
    }

    /// <summary>A stretch of time, from top to bottom.</summary>
    internal void Band(string style, DateTimeOffset from, DateTimeOffset to)
    {
        if (_range.Clip(from, to < from.AddSeconds(1) ? from.AddSeconds(1) : to) is var (start, end))
        {
            var width = Math.Max(1.5, X(end) - X(start));
            Append($"<rect class=\"{style}\" x=\"{X(start):0.##}\" y=\"{Top}\" width=\"{width:0.##}\" ");
            Append($"height=\"{_height - Top - Bottom:0.#}\"/>");
        }
    }

    /// <summary>An instant, from top to bottom.</summary>
    internal void Mark(string style, DateTimeOffset at) =>
        Append($"<line class=\"{style}\" x1=\"{X(at):0.##}\" x2=\"{X(at):0.##}\" y1=\"{Top}\" y2=\"{_height - Bottom:0.#}\"/>");

    /// <summary>A line through points.</summary>
    internal void Line(string style, IEnumerable<(DateTimeOffset At, double Value)> points)
    {
        _svg.Append("<polyline class=\"").Append(style).Append("\" points=\"");
        foreach ((DateTimeOffset at, double value) in points)
        {
            Append($"{X(at):0.##},{Y(value):0.##} ");
        }

        _svg.Append("\"/>");
    }

    /// <summary>A bar from zero.</summary>
    internal void Bar(string style, DateTimeOffset from, DateTimeOffset to, double value)
    {
        (double x, double y, double zero) = (X(from), Y(value), Y(0));
        Append($"<rect class=\"{style}\" x=\"{x + 0.5:0.##}\" y=\"{y:0.##}\" width=\"{Math.Max(0.5, X(to) - x - 1):0.##}\" ");
        Append($"height=\"{zero - y:0.##}\"/>");
    }

    internal string End() => _svg.Append("</svg>").ToString();

    private double X(DateTimeOffset at) =>
        Left + ((Width - Left - Right) * Math.Clamp((at - _range.From) / _range.Length, 0, 1));

    private double Y(double value) =>
        Top + ((_height - Top - Bottom) * (1 - ((Math.Clamp(value, _low, _high) - _low) / (_high - _low))));

    private void Append(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture));

    // About eight, at midnights or whole hours.
    private static IEnumerable<(DateTimeOffset At, string Text)> TimeTicks(ReportRange range)
    {
        TimeSpan step = new[] { 1 / 24.0, 0.125, 0.25, 0.5, 1, 2, 4, 7, 14, 30, 60 }.Select(TimeSpan.FromDays)
            .First(step => range.Length / step <= 9 || step.TotalDays >= 60);
        var format = step < TimeSpan.FromDays(1) ? "MMM d, HH:mm" : "MMM d";
        var first = (range.From.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks;

        // Steps of days are counted from the first midnight, so that a month begins with its first day.
        if (step >= TimeSpan.FromDays(1))
        {
            first = (range.From.UtcTicks + TimeSpan.TicksPerDay - 1) / TimeSpan.TicksPerDay * TimeSpan.TicksPerDay;
        }

        for (DateTimeOffset at = new(first, TimeSpan.Zero); at <= range.To - (step / 3); at += step)
        {
            yield return (at, at.ToString(format, CultureInfo.InvariantCulture));
        }
    }
}
