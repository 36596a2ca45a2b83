using System.Globalization;

namespace Slo.Cli.Infrastructure;

/// <summary>The progress of long work: on standard error, a few times a second, and only on a terminal.</summary>
internal sealed class Progress(string what, TextWriter error, bool isTerminal, TimeProvider time) : IDisposable
{
    private const int Every = 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _shown;
    private bool _isShown;

    internal void Report(long done, long all)
    {
        if (!isTerminal || done % Every != 0)
        {
            return;
        }

        TimeSpan now = time.GetElapsedTime(_start);
        if (now - _shown >= Interval)
        {
            (_shown, _isShown) = (now, true);
            error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what}: {100 * done / all} %"));
        }
    }

    public void Dispose()
    {
        if (_isShown)
        {
            error.Write("\r" + new string(' ', what.Length + 8) + "\r");
        }
    }
}
