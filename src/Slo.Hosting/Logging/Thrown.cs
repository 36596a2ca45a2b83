namespace Slo.Hosting.Logging;

/// <summary>What code of the app threw, without its message, which may hold a secret.</summary>
internal static class Thrown
{
    /// <summary>The type, and where it was thrown.</summary>
    internal static string Where(Exception exception)
    {
        var place = exception.StackTrace?.Split('\n')[0].Trim();
        return SloText.OneLine(string.IsNullOrEmpty(place) ? exception.GetType().Name : $"{exception.GetType().Name} {place}", 400);
    }

    /// <summary>The types, from the outer exception to the innermost, each with its stack frames.</summary>
    internal static string Frames(Exception exception)
    {
        List<string> all = [];
        for (Exception? error = exception; error is not null; error = error.InnerException)
        {
            all.Add($"{error.GetType().FullName}\n{error.StackTrace}");
        }

        return string.Join("\n caused by ", all);
    }
}
