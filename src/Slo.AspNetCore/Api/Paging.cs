using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Slo.AspNetCore.Api;

/// <summary>
/// Which part of a list is wanted: so many, after this name. Names are the cursor, so that what comes and goes between two pages moves no
/// other.
/// </summary>
internal readonly record struct Paging(int Limit, string? Cursor)
{
    internal const int DefaultLimit = 100;
    internal const int MaximumLimit = 1000;
    internal const string CursorFault = "cursor must be the value of next on the previous page.";

    internal string LimitText => Limit.ToString(CultureInfo.InvariantCulture);

    internal static string? TryRead(HttpContext context, out Paging paging)
    {
        var limit = DefaultLimit;
        var fault = Query.TryNumber(context, "limit", MaximumLimit, ref limit);
        paging = new(limit, Query.Text(context, "cursor"));
        return fault ?? (paging.Cursor is "" ? CursorFault : null);
    }

    /// <summary>The rows of this page, copied: a slow client keeps no others in memory.</summary>
    /// <param name="rows">By name.</param>
    /// <param name="next">The cursor of the next page; null where none follows.</param>
    internal ObjectiveRow[] Of(ObjectiveRow[] rows, out string? next)
    {
        var from = Cursor is null ? 0 : ~rows.AsSpan().BinarySearch(new Place(Cursor));
        var count = Math.Min(Limit, rows.Length - from);
        next = from + count < rows.Length ? rows[from + count - 1].Key : null;
        return rows[from..(from + count)];
    }

    // Right behind the row of this key, whether there is one or not: equal to none. Groups may differ in case alone, names do not.
    private readonly struct Place(string key) : IComparable<ObjectiveRow>
    {
        public int CompareTo(ObjectiveRow? other)
        {
            var order = StringComparer.OrdinalIgnoreCase.Compare(key, other?.Key);
            return (order == 0 && other?.Alert.Group is not null ? string.CompareOrdinal(key, other.Key) : order) < 0 ? -1 : 1;
        }
    }
}
