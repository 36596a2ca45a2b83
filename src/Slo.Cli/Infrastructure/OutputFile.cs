using System.Text;

namespace Slo.Cli.Infrastructure;

/// <summary>
/// Writes files so that each is whole or as it was: a temporary file beside it, flushed to the disk, takes its place. A link stays, and so
/// does the mode of a file that is replaced. Pipes and devices are written to where they are.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private const int MostLinks = 40;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly string _path;
    private readonly byte[] _text;
    private string _target;
    private string? _temporary;
    private FileStream? _device;

    private OutputFile(string path, string text)
    {
        (_path, _target) = (path, path);
        _text = Utf8.GetBytes(text.EndsWith('\n') ? text : text + "\n");
    }

    public void Dispose()
    {
        _device?.Dispose();
        try
        {
            if (_temporary is not null)
            {
                File.Delete(_temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It was never made, or its folder is gone.
        }
    }

    /// <summary>Writes them all beside their places before the first one is replaced.</summary>
    /// <exception cref="ToolException">One cannot be written; of what was not replaced nothing has changed.</exception>
    internal static void Write(params IEnumerable<(string Path, string Text)> files)
    {
        List<OutputFile> all = [.. files.Select(file => new OutputFile(file.Path, file.Text))];
        try
        {
            all.ForEach(file => file.Try(file.Prepare));
            all.ForEach(file => file.Try(file.Replace));
        }
        finally
        {
            all.ForEach(file => file.Dispose());
        }
    }

    private void Prepare()
    {
        if (_path.Length == 0 || Path.EndsInDirectorySeparator(_path))
        {
            throw new ArgumentException("names no file");
        }

        _target = Real(Path.GetFullPath(_path));
        UnixFileMode? mode = null;
        if (File.Exists(_target))
        {
            // What must not be written must not be replaced either. Appending, because this may be the terminal or the log of a shell.
            _device = new FileStream(_target, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (!_device.CanSeek || IsDevice(_target))
            {
                return;
            }

            _device.Dispose();
            _device = null;
            mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(_target);
        }
        else if (Directory.Exists(_target))
        {
            throw new ArgumentException("is a folder; name a file in it");
        }

        _temporary = Path.Combine(Path.GetDirectoryName(_target)!, $".slo-{Guid.NewGuid():N}.tmp");
        using FileStream stream = new(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        if (mode is { } same && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stream.SafeFileHandle, same);
        }

        stream.Write(_text);
        stream.Flush(flushToDisk: true);
    }

    private void Replace()
    {
        if (_device is not null)
        {
            _device.Write(_text);
            return;
        }

        File.Move(_temporary!, _target, overwrite: true);
        _temporary = null;
    }

    private void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            SloFinding error = SloFinding.Error(SloFindingCodes.Unwritable,
                $"cannot be written: {Reason(exception)}") with
            {
                File = _path,
            };
            throw new ToolException(ExitCode.Usage, error.ToString());
        }
    }

    // The file behind links, of which a folder on the way may be one too. What is behind a device's link may have no name.
    private static string Real(string path, int links = 0)
    {
        if (IsDevice(path) || Path.GetDirectoryName(path) is not { } folder)
        {
            return path;
        }

        folder = Real(folder, links);
        var here = Path.Combine(folder, Path.GetFileName(path));
        return new FileInfo(here).LinkTarget is not { } target ? here
            : links < MostLinks ? Real(Path.GetFullPath(target, folder), links + 1)
            : throw new ArgumentException("the links are circular; use the file itself");
    }

    private static bool IsDevice(string path) =>
        path.StartsWith(@"\\.\", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)
        || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));

    // Messages of .NET name the temporary file, and report a missing file for a folder that is not writable.
    private static string Reason(Exception exception) => exception switch
    {
        DirectoryNotFoundException => "its folder does not exist; create the folder first",
        PathTooLongException => "its name is too long; use a shorter one",
        FileNotFoundException => "its folder is not writable; use a file elsewhere",
        UnauthorizedAccessException => "access is denied; use a file in a writable folder",
        ArgumentOutOfRangeException => "it would exceed the file size limit; raise the limit, or use a file elsewhere",
        ArgumentException => exception.Message,
        _ => exception.Message.Split(" : '")[0] + "; free space there, or use a file elsewhere",
    };
}
