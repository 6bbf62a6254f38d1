"""What the system says of files, disks and addresses, in the words of the office."""

import errno

SYSTEM_ERRORS: dict[int, str] = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有读写权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是一个文件夹，应为文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "名称过长",
    errno.EROFS: "所在磁盘只读",
    errno.ENOSPC: "磁盘已满，请清理后再运行",
    errno.EDQUOT: "磁盘配额已用完，请清理后再运行",
    errno.EIO: "磁盘读写出错，请检查磁盘",
    errno.EMFILE: "同时打开的文件过多",
    errno.ENOMEM: "内存不足",
    errno.EADDRINUSE: "端口已被其他程序占用，请换一个（--port）或先停下那个程序",
    errno.EADDRNOTAVAIL: "本机没有这个监听地址（--host）",
    errno.ECONNREFUSED: "对方拒绝连接",
    errno.ECONNRESET: "连接被对方中断",
    errno.ETIMEDOUT: "连接超时",
    errno.ENETUNREACH: "网络不通",
    errno.EHOSTUNREACH: "网络不通",
}


def system_text(error: OSError) -> str:
    """What went wrong; the system's own words where ours have none."""
    return SYSTEM_ERRORS.get(error.errno or 0) or error.strerror or type(error).__name__
