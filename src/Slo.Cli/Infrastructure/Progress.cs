using System.Globalization;

namespace Slo.Cli.Infrastructure;

/// <summary>How far long work is: on standard error, a few times a second, and only on a terminal.</summary>
internal sealed class Progress(string what, TextWriter error, bool isTerminal) : IDisposable
{
    private const int Every = 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _shown;
    private bool _isShown;

    internal void Report(long done, long all)
    {
        if (!isTerminal || done % Every != 0)
        {
            return;
        }

        TimeSpan now = TimeProvider.System.GetElapsedTime(_start);
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
