using System.Globalization;

namespace Slo.Hosting.Sources;

/// <summary>A tag condition, taken apart once, so that matching a measurement allocates nothing for texts and whole numbers.</summary>
internal sealed class TagMatcher
{
    private readonly string _key;
    private readonly string _text;
    private readonly long? _number;
    private readonly char? _statusClass;
    private readonly bool _isNegated;
    private readonly bool _isAny;
    private readonly bool _isBeginning;
    private readonly bool _isEnd;
    private volatile bool _hasTag;

    internal TagMatcher(TagFilter filter)
    {
        Filter = filter;
        _key = filter.Key;
        var pattern = filter.Pattern;
        _isNegated = pattern.StartsWith('!');
        pattern = _isNegated ? pattern[1..] : pattern;
        _isAny = pattern == "*";
        _isBeginning = !_isAny && pattern.EndsWith('*');
        _isEnd = !_isAny && !_isBeginning && pattern.StartsWith('*');
        _statusClass = pattern.Length == 3 && char.IsAsciiDigit(pattern[0]) && pattern.EndsWith("xx", StringComparison.OrdinalIgnoreCase)
            ? pattern[0] : null;
        _number = long.TryParse(pattern, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        _text = _isBeginning ? pattern[..^1] : _isEnd ? pattern[1..] : pattern;
    }

    internal TagFilter Filter { get; }

    /// <summary>Whether a measurement that it was asked about had the tag, with any value.</summary>
    internal bool HasTag => _hasTag;

    internal bool Matches(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Key == _key)
            {
                // Written once: many threads measure, and a write takes the line away from the others.
                if (!_hasTag)
                {
                    _hasTag = true;
                }

                return tag.Value is not null && Matches(tag.Value) != _isNegated;
            }
        }

        return false;
    }

    /// <summary>The value that was compared, as text.</summary>
    internal string? TextIn(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (tag.Key == _key)
            {
                return tag.Value is null ? null : MeasuredSeries.TextOf(tag.Value);
            }
        }

        return null;
    }

    private bool Matches(object value) => _isAny || value switch
    {
        string text => MatchesText(text),
        int number => MatchesNumber(number),
        long number => MatchesNumber(number),
        bool flag => _text.Equals(flag ? "true" : "false", StringComparison.OrdinalIgnoreCase),
        _ => MatchesText(MeasuredSeries.TextOf(value)),
    };

    private bool MatchesText(string text) => _statusClass is { } first
        ? text.Length == 3 && text[0] == first && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])
        : _isBeginning ? text.StartsWith(_text, StringComparison.Ordinal)
        : _isEnd ? text.EndsWith(_text, StringComparison.Ordinal) : text == _text;

    private bool MatchesNumber(long number) => _statusClass is { } first
        ? number / 100 == first - '0'
        : _isBeginning || _isEnd ? MatchesText(number.ToString(CultureInfo.InvariantCulture)) : number == _number;
}
